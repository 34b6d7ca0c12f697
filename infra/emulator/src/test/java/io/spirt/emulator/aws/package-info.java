/**
 * Calls of AWS that the suite itself makes, as the account's owner. By the SDK where its artefacts
 * are to be had, else by signed requests.
 */
package io.spirt.emulator.aws;
