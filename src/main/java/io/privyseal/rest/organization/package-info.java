/** The organizations group of the management API. */
@NullMarked
package io.privyseal.rest.organization;

import org.jspecify.annotations.NullMarked;
