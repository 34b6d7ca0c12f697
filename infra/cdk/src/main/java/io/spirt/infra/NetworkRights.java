package io.spirt.infra;

import java.util.ArrayList;
import java.util.List;

/**
 * What Lambda needs to give a function a network interface. It acts with the function's own role,
 * so the function's code is denied the same.
 */
final class NetworkRights {
  private static final List<String> CHANGES =
      List.of(
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");
  private static final List<String> LOOKS =
      List.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets");

  private NetworkRights() {}

  static List<Statement> of(String function) {
    List<String> all = new ArrayList<>(CHANGES);
    all.addAll(LOOKS);
    return List.of(
        // Of any kind, as AWS documents it: Lambda checks the role before there is an interface.
        Statement.allow("Connect", CHANGES, List.of(Arns.of("ec2", "*/*"))),
        Statement.allow("LookAtNetwork", LOOKS, List.of("*")),
        Statement.deny("NotByCode", all, List.of("*"))
            .when("ArnEquals", "lambda:SourceFunctionArn", List.of(Arns.function(function))));
  }
}
