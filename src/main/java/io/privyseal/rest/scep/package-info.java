/** One-time challenges for SCEP; a group of ours, which the contract does not have. */
@NullMarked
package io.privyseal.rest.scep;

import org.jspecify.annotations.NullMarked;
