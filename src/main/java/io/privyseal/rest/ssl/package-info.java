/** The contract's SSL group: enroll, decide, collect, revoke, list. */
@NullMarked
package io.privyseal.rest.ssl;

import org.jspecify.annotations.NullMarked;
