package io.longtape.serving;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.Session;
import org.tensorflow.Signature;

/** The signatures of a session, by name. Owns nothing. */
final class Signatures {

  private final Map<String, ServingSignature> signatures = new TreeMap<>();

  Signatures(Session session, Collection<Signature> declared) {
    for (Signature signature : declared) {
      signatures.put(signature.key(), new ServingSignature(session, signature));
    }
  }

  Set<String> names() {
    return Set.copyOf(signatures.keySet());
  }

  ServingSignature get(String name) {
    ServingSignature signature = signatures.get(name);
    if (signature == null) {
      throw new IllegalArgumentException(
          "the model has no signature '%s'; it has: %s"
              .formatted(name, String.join(", ", signatures.keySet())));
    }
    return signature;
  }
}
