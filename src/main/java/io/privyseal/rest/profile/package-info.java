/** Certificate profiles: our own resource, in the contract's conventions. */
@NullMarked
package io.privyseal.rest.profile;

import org.jspecify.annotations.NullMarked;
