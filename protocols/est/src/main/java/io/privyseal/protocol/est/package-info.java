/**
 * Enrollment over Secure Transport (RFC 7030): bytes to typed messages and back.
 *
 * <p>Knows no database, no web framework and no other protocol; called by the server's est door only.
 */
@NullMarked
package io.privyseal.protocol.est;

import org.jspecify.annotations.NullMarked;
