/** Training of networks by compiled graph: examples in, weights and their history out. */
package io.longtape.training;
