/** The contract's group of accounts for Microsoft's services. */
@NullMarked
package io.privyseal.rest.azure;

import org.jspecify.annotations.NullMarked;
