/** What a network learns: which weights there are, where they live, and their values. */
package io.longtape.weights;
