/** Networks put together from layers: what they read, compute and learn. */
package io.longtape.networks;
