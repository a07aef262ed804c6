package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import java.util.Map;

/** A state that waits for the training that goes on from it, and serves that one only. */
final class RestoredState {

  private static final CallbackState NONE = CallbackState.of(Map.of());

  private CallbackState state = NONE;

  void put(CallbackState newState) {
    state = newState;
  }

  /** Empty when training starts anew. */
  CallbackState take() {
    CallbackState taken = state;
    state = NONE;
    return taken;
  }
}
