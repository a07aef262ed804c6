/** A CSV file as typed columns, and the reader that makes them. */
package io.longtape.data.table;
