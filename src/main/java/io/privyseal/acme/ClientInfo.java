package io.privyseal.acme;

/**
 * Where a request comes from.
 *
 * @param address of the client, proxies seen through
 * @param userAgent as it calls itself; empty when it does not
 */
record ClientInfo(String address, String userAgent) {}
