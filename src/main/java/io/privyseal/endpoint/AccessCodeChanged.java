package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;

/** Told when an account's access code is good no longer; observe it after the transaction's success. */
public record AccessCodeChanged(CustomerId customer, EndpointAccountId account) {}
