/**
 * Training on disk: one file holds all that a training needs to go on as if nothing had happened,
 * and a directory of such files always has a good one.
 */
package io.longtape.checkpoints;
