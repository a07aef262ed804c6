/** Losses that tensorflow-framework does not have, in its style. */
package io.longtape.losses;
