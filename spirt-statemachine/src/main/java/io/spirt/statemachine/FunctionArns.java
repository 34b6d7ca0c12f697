package io.spirt.statemachine;

import io.spirt.job.Stage;
import java.util.function.Function;

/**
 * Names the Lambda function of each stage: {@code
 * arn:aws:lambda:REGION:ACCOUNT:function:PREFIX-WORD}.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param region such as {@code us-east-1}
 * @param account twelve digits
 * @param prefix what the functions' names begin with, such as {@code spirt}
 */
public record FunctionArns(String partition, String region, String account, String prefix)
    implements Function<Stage, String> {

  /** The functions of an account in the ordinary partition. */
  public static FunctionArns of(String region, String account, String prefix) {
    return new FunctionArns("aws", region, account, prefix);
  }

  @Override
  public String apply(Stage stage) {
    return of(prefix + "-" + stage.word());
  }

  /** The ARN of another function of that account and region, whatever its name begins with. */
  public String of(String function) {
    return "arn:%s:lambda:%s:%s:function:%s".formatted(partition, region, account, function);
  }
}
