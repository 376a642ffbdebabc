/**
 * Automatic Certificate Management Environment (RFC 8555): bytes to typed messages and back.
 *
 * <p>Knows no database, no web framework and no other protocol; called by the server's acme door only.
 */
@NullMarked
package io.privyseal.protocol.acme;

import org.jspecify.annotations.NullMarked;
