/**
 * The ACME door (RFC 8555): its endpoints, and the state that only it has, such as accounts, orders, authorizations that point
 * at proofs, and nonces. Nobody calls it.
 */
@NullMarked
package io.privyseal.acme;

import org.jspecify.annotations.NullMarked;
