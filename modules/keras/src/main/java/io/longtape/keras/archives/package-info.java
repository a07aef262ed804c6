/**
 * What lies in the zip and HDF5 files of Keras, read within limits, and written.
 *
 * <p>HDF5 is read and written by jHDF. A file from elsewhere may be damaged or made to do harm, so
 * jHDF reads through {@link io.longtape.keras.archives.MeteredStorage}, which counts what is read.
 */
package io.longtape.keras.archives;
