/**
 * What the packages of this module share: the error that tells a user what is wrong with the data.
 */
package io.longtape.data;
