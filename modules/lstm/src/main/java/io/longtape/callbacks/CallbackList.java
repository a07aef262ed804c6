package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import io.longtape.checkpoints.CheckpointDirectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several callbacks as a training calls them, as {@code keras.callbacks.CallbackList}. In the order
 * given, except that {@link ModelCheckpoint}s and then {@link BackupAndRestore} come last: what
 * they save has the states of all the others after this step or epoch.
 */
public final class CallbackList {

  private final List<Callback> callbacks;
  private final Map<String, Callback> named = new LinkedHashMap<>();

  private CallbackList(List<Callback> callbacks) {
    this.callbacks =
        callbacks.stream().sorted(Comparator.comparingInt(CallbackList::rank)).toList();
    Map<String, Integer> counts = new HashMap<>();
    for (Callback callback : this.callbacks) {
      String type = callback.getClass().getSimpleName();
      int count = counts.merge(type, 1, Integer::sum);
      named.put(count == 1 ? type : type + " " + count, callback);
    }
  }

  /**
   * Takes the callbacks.
   *
   * @param callbacks in the order in which they are called
   * @return the list
   */
  public static CallbackList of(List<? extends Callback> callbacks) {
    return new CallbackList(List.copyOf(callbacks));
  }

  /**
   * The checkpoint that a training of this configuration has to go on with.
   *
   * @param fingerprint names network, optimizer and batching
   * @return the newest good one of {@link BackupAndRestore}; empty without one
   * @throws io.longtape.checkpoints.CheckpointException when there are files and none is good
   */
  public Optional<CheckpointDirectory.Found> interrupted(String fingerprint) {
    for (Callback callback : callbacks) {
      if (callback instanceof BackupAndRestore backup) {
        return backup.latest(fingerprint);
      }
    }
    return Optional.empty();
  }

  /**
   * The callbacks' states for a checkpoint.
   *
   * @return by the callbacks' class names, with a number from the second of a class on
   */
  public Map<String, CallbackState> states() {
    Map<String, CallbackState> states = new LinkedHashMap<>();
    named.forEach((name, callback) -> callback.state().ifPresent(state -> states.put(name, state)));
    return states;
  }

  /**
   * Hands out the states from a checkpoint; to be called before {@link #onTrainBegin}. A callback
   * that has no state there starts anew.
   *
   * @param states what {@link #states} gave
   */
  public void restore(Map<String, CallbackState> states) {
    named.forEach(
        (name, callback) -> Optional.ofNullable(states.get(name)).ifPresent(callback::restore));
  }

  /**
   * Training begins, or goes on.
   *
   * @param context the training
   */
  public void onTrainBegin(TrainingContext context) {
    callbacks.forEach(callback -> callback.onTrainBegin(context));
  }

  /**
   * An epoch begins.
   *
   * @param context the training
   * @param epoch from 1
   */
  public void onEpochBegin(TrainingContext context, int epoch) {
    callbacks.forEach(callback -> callback.onEpochBegin(context, epoch));
  }

  /**
   * A step begins.
   *
   * @param context the training
   * @param step in this epoch, from 1
   */
  public void onTrainBatchBegin(TrainingContext context, int step) {
    callbacks.forEach(callback -> callback.onTrainBatchBegin(context, step));
  }

  /**
   * A step is done.
   *
   * @param context the training
   * @param step in this epoch, from 1
   * @param logs means over this epoch so far
   */
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    callbacks.forEach(callback -> callback.onTrainBatchEnd(context, step, logs));
  }

  /**
   * An epoch is done.
   *
   * @param context the training
   * @param epoch from 1
   * @param logs means over this epoch
   */
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    callbacks.forEach(callback -> callback.onEpochEnd(context, epoch, logs));
  }

  /**
   * Training is over. Every callback is told, even when one before it throws; the first error is
   * thrown in the end, with the others suppressed in it.
   *
   * @param context the training
   */
  public void onTrainEnd(TrainingContext context) {
    List<RuntimeException> errors = new ArrayList<>();
    for (Callback callback : callbacks) {
      try {
        callback.onTrainEnd(context);
      } catch (RuntimeException e) {
        errors.add(e);
      }
    }
    if (!errors.isEmpty()) {
      RuntimeException first = errors.get(0);
      errors.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private static int rank(Callback callback) {
    if (callback instanceof BackupAndRestore) {
      return 2;
    }
    return callback instanceof ModelCheckpoint ? 1 : 0;
  }
}
