/** Inspects, runs, checks and converts models that Python Keras saved, from the command line. */
package io.longtape.examples.kerasmodels;
