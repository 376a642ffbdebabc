/** Certificate authorities: our own resource, in the contract's conventions. */
@NullMarked
package io.privyseal.rest.issuer;

import org.jspecify.annotations.NullMarked;
