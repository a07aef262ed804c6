/**
 * SavedModels that Python made, of whatever kind: looked at before they are loaded, loaded in this
 * process or in one of their own, and called by their signatures.
 */
package io.longtape.keras.savedmodels;
