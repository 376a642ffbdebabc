/** Enrollment endpoints and their accounts: what a door may issue, and to whom; called by the doors and by setup. */
@NullMarked
package io.privyseal.endpoint;

import org.jspecify.annotations.NullMarked;
