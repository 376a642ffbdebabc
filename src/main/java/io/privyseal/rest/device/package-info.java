/** The contract's device group: enroll, decide, collect, renew, replace, revoke, import, locate, list. */
@NullMarked
package io.privyseal.rest.device;

import org.jspecify.annotations.NullMarked;
