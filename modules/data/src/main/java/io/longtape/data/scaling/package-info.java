/** Scalers that are fitted on the training part only and can be undone. */
package io.longtape.data.scaling;
