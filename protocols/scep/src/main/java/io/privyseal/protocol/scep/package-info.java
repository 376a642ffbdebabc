/**
 * Simple Certificate Enrolment Protocol (RFC 8894): bytes to typed messages and back.
 *
 * <p>Knows no database, no web framework and no other protocol; called by the server's scep door only.
 */
@NullMarked
package io.privyseal.protocol.scep;

import org.jspecify.annotations.NullMarked;
