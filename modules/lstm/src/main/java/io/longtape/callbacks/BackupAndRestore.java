package io.longtape.callbacks;

import io.longtape.checkpoints.CheckpointDirectory;
import io.longtape.checkpoints.TrainingState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Saves the whole state of training again and again, so that a training that was killed can go on:
 * {@code keras.callbacks.BackupAndRestore}. A training that finds such a state in the directory
 * when it begins goes on from it, and ends with the same weights, to the bit, as one that was never
 * killed.
 *
 * <p>The two newest states are kept, as with Keras's {@code double_checkpoint}. When training ends
 * in good order they are removed, unless {@link #withDeleteCheckpoint} says otherwise; after an
 * error or an interrupt they stay.
 */
public final class BackupAndRestore implements Callback {

  private final CheckpointDirectory directory;
  private final SaveFrequency frequency;
  private final boolean deleteCheckpoint;

  private BackupAndRestore(
      CheckpointDirectory directory, SaveFrequency frequency, boolean deleteCheckpoint) {
    this.directory = directory;
    this.frequency = frequency.fresh();
    this.deleteCheckpoint = deleteCheckpoint;
  }

  /**
   * Saves at the end of each epoch.
   *
   * @param backupDir a directory for this training alone; made when it is needed
   * @return the callback
   */
  public static BackupAndRestore of(Path backupDir) {
    return new BackupAndRestore(CheckpointDirectory.of(backupDir), SaveFrequency.epoch(), true);
  }

  /**
   * The same, saving after a number of steps instead of after each epoch.
   *
   * @param steps from one save to the next, at least 1
   * @return the callback
   */
  public BackupAndRestore withSaveFreq(int steps) {
    return new BackupAndRestore(directory, SaveFrequency.steps(steps), deleteCheckpoint);
  }

  /**
   * The same with another choice of what happens in the end.
   *
   * @param delete whether to remove the saved states when training ends in good order
   * @return the callback
   */
  public BackupAndRestore withDeleteCheckpoint(boolean delete) {
    return new BackupAndRestore(directory, frequency, delete);
  }

  /**
   * What a training of this configuration has to go on with.
   *
   * @param fingerprint what the state has to have as its {@link TrainingState#fingerprint}
   * @return the newest good state, with what was passed over; empty when there is none to go on
   *     with
   * @throws io.longtape.checkpoints.CheckpointException when there are files and none is good
   */
  public Optional<CheckpointDirectory.Found> latest(String fingerprint) {
    return directory.latest(fingerprint);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    frequency.goOnFrom(0);
  }

  @Override
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    if (frequency.afterStep()) {
      directory.save(context.state());
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    if (frequency.afterEpoch()) {
      directory.save(context.state());
    }
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    if (deleteCheckpoint && context.failure().isEmpty()) {
      directory.delete();
    }
  }
}
