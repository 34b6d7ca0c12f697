package io.spirt.training.custom;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.spirt.engine.InvalidModelException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;

/** Makes the block of a class in a jar. */
final class OwnBlock {
  private OwnBlock() {}

  /**
   * A new block, not initialised.
   *
   * @param image [channels, height, width]
   * @throws InvalidModelException if the class is missing, is no block, or fails
   */
  static Block create(ByteBuffer jar, String className, Shape image, int classes) {
    try {
      Object made = load(jar, className).getConstructor().newInstance();
      if (made instanceof BlockBuilder builder) {
        return build(builder, className, image, classes);
      }
      if (made instanceof Block block) {
        return block;
      }
      throw new InvalidModelException(
          String.format(
              "model.class %s is neither an ai.djl.nn.Block nor an %s: implement one of them",
              className, BlockBuilder.class.getName()));
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new InvalidModelException(
          String.format(
              "model.class %s cannot be made: it needs to be a public class with a public"
                  + " constructor without arguments",
              className),
          e);
    } catch (InvocationTargetException e) {
      throw failed(className, "its constructor failed", e.getCause());
    } catch (LinkageError e) {
      throw failed(
          className,
          "it needs what is neither in the jar nor in SPIRT, or was compiled for a newer Java than "
              + Runtime.version().feature(),
          e);
    }
  }

  private static Class<?> load(ByteBuffer jar, String className) {
    try {
      return MemoryJar.loader(jar).loadClass(className);
    } catch (ClassNotFoundException e) {
      throw new InvalidModelException(
          String.format(
              "model.class %s is not in the jar that model.jar names: give the full name, package"
                  + " included; jar --list --file JAR shows what is in it",
              className),
          e);
    }
  }

  private static Block build(BlockBuilder builder, String className, Shape image, int classes) {
    Block block;
    try {
      block = builder.build(image, classes);
    } catch (RuntimeException e) {
      throw new InvalidModelException(
          String.format(
              "model.class %s failed to build its block for images of [channels, height, width] %s"
                  + " and %d classes: %s",
              className, image, classes, e),
          e);
    }
    if (block == null) {
      throw new InvalidModelException(
          "model.class " + className + " built null: it has to return a block");
    }
    return block;
  }

  private static InvalidModelException failed(String className, String what, Throwable cause) {
    return new InvalidModelException(
        String.format("model.class %s cannot be made: %s: %s", className, what, cause), cause);
  }
}
