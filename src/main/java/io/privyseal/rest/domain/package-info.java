/** The domains group of the management API. */
@NullMarked
package io.privyseal.rest.domain;

import org.jspecify.annotations.NullMarked;
