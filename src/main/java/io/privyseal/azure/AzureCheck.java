package io.privyseal.azure;

/**
 * How a part of what an account is for works.
 *
 * @param name what was tried
 * @param message {@code OK}, or what is wrong
 */
public record AzureCheck(String name, String message) {}
