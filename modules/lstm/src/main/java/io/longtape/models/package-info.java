/** Models that live: compiled, trained, evaluated, asked and saved. */
package io.longtape.models;
