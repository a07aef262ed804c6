package io.longtape.keras.configs;

import io.longtape.networks.LayerObserver;
import io.longtape.networks.LayeredNetwork;
import java.util.List;

/**
 * A network that was put together but not built yet.
 *
 * @param network the network
 * @param layers its layers
 * @param check looks at each layer while the network is built
 */
record ReadNetwork(LayeredNetwork network, List<LayerReader.Placed> layers, LayerObserver check) {}
