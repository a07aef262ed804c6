package io.longtape.keras.archives;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;

/** A place in a file, for messages: the file, then the way to the part of it. */
record Place(String file, String path) {

  private static final int LONGEST = 400;

  static Place of(String file) {
    return new Place(file, "");
  }

  /** A part that lies in this one, such as an entry of a zip file. */
  Place in(String part) {
    return new Place(path.isEmpty() ? file : file + ": " + path, part);
  }

  /** A member of this group of an HDF5 file. */
  Place child(String name) {
    return new Place(file, path.isEmpty() ? name : path + "/" + name);
  }

  ModelException error(String what) {
    return new ModelException(oneLine(what));
  }

  ModelException error(String what, Throwable cause) {
    return new ModelException(oneLine(what), cause);
  }

  /** What to throw where the system does not let a file be read or written. */
  ModelException cannotBe(String done, IOException cause) {
    return error("cannot be %s: %s".formatted(done, reason(cause)), cause);
  }

  /** These exceptions have a path for a message and say the rest by their class. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a folder";
    }
    return e.getMessage();
  }

  /** Names in a damaged file hold anything, so what is not printed is replaced. */
  private String oneLine(String what) {
    String line = (file + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    String printable = line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
  }
}
