/** Networks against the numbers that src/test/python took from Keras. */
package io.longtape.golden;
