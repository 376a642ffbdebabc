/** The contract's group of enrollment endpoints. */
@NullMarked
package io.privyseal.rest.endpoint;

import org.jspecify.annotations.NullMarked;
