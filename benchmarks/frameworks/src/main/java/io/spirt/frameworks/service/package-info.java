/** The stores and brokers that frameworks use, each a real server on this machine. */
package io.spirt.frameworks.service;
