package io.longtape.keras.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import org.junit.jupiter.api.Test;

/** HDF5 files that lead to themselves or claim to be larger than they are. */
class Hdf5BombTest {

  private static final String AGAIN = MeteredStorage.AGAIN;
  private static final int CONTINUATION = 0x10;

  private final Hdf5Builder file = new Hdf5Builder();

  @Test
  void anEmptyGroupIsRead() {
    long tree = file.here();
    file.mark("TREE").u8(0, 0).u16(0).word(-1, -1);
    file.groupOf(tree, "name\0\0\0\0");
    assertThat(root().names()).isEmpty();
  }

  @Test
  void aHeaderThatGoesOnInItselfIsRefused() {
    file.root(file.here());
    long block = file.here() + 16;
    file.header(65_535, 24).message(CONTINUATION, 16).word(block, 24);
    assertRefused(AGAIN);
  }

  @Test
  void aNewHeaderThatGoesOnInItselfIsRefused() {
    file.root(file.here());
    long block = file.here() + 7 + 20;
    file.mark("OHDR").u8(2, 0, 20).u8(CONTINUATION).u16(16).u8(0).word(block, 28);
    file.mark("OCHK").u8(CONTINUATION).u16(16).u8(0).word(block, 28).u32(0);
    assertRefused(AGAIN);
  }

  @Test
  void aHeaderWhoseBlocksGoOnInManyIsRefused() {
    file.root(file.here());
    long block = file.here() + 7 + 200;
    file.mark("OHDR").u8(2, 0, 200);
    for (int i = 0; i < 10; i++) {
      file.u8(CONTINUATION).u16(16).u8(0).word(block, 208);
    }
    file.mark("OCHK");
    for (int i = 0; i < 10; i++) {
      file.u8(CONTINUATION).u16(16).u8(0).word(block, 208);
    }
    file.u32(0);
    assertRefused(AGAIN);
  }

  @Test
  void aTreeThatIsItsOwnBranchIsRefused() {
    long tree = file.here();
    file.mark("TREE").u8(0, 1).u16(1).word(-1, -1).word(0, tree, 0);
    file.groupOf(tree, "name\0\0\0\0");
    assertRefused(AGAIN);
  }

  @Test
  void aTreeWhoseBranchesAreOneIsRefused() {
    long below = file.here();
    file.mark("TREE").u8(0, 0).u16(0).word(-1, -1);
    for (int level = 1; level < 8; level++) {
      long node = file.here();
      file.mark("TREE").u8(0, level).u16(30).word(-1, -1);
      for (int i = 0; i < 30; i++) {
        file.word(0, below);
      }
      file.word(0);
      below = node;
    }
    file.groupOf(below, "name\0\0\0\0");
    file.mark("\0".repeat(1_000));
    assertRefused(AGAIN);
  }

  @Test
  void aLongNameThatIsUsedFromEachOfItsLettersIsRefused() {
    long leaf = file.here();
    file.mark("SNOD").u8(1, 0).u16(5000);
    for (int i = 0; i < 5000; i++) {
      file.word(i, 0).u32(0).u32(0).word(0, 0);
    }
    long tree = file.here();
    file.mark("TREE").u8(0, 0).u16(1).word(-1, -1).word(0, leaf, 0);
    file.groupOf(tree, "n".repeat(400_000));
    assertRefused("a name of more than 1000 letters");
  }

  @Test
  void aPartOutsideOfTheFileIsRefused() {
    file.groupOf(1L << 40, "name\0\0\0\0");
    assertRefused("6 bytes at 1099511627776 lie outside of its");
  }

  @Test
  void aHeaderLongerThanTheFileIsRefused() {
    file.root(file.here());
    file.header(1, 0xffffff0L);
    assertRefused("268435440 bytes at 112 lie outside of its 112 bytes");
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    long tree = file.here();
    file.mark("TREE").u8(0, 0).u16(0).word(-1, -1);
    file.groupOf(tree, "name\0\0\0\0");
    byte[] whole = file.build();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Hdf5Object.root(cut, Place.of("cut.h5")).names())
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("cut.h5: ");
    }
  }

  private Hdf5Object root() {
    return Hdf5Object.root(file.build(), Place.of("bomb.h5"));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> root().names())
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("bomb.h5: ")
        .hasMessageContaining(message);
  }
}
