/** The contract's group "Administrators". */
@NullMarked
package io.privyseal.rest.admin;

import org.jspecify.annotations.NullMarked;
