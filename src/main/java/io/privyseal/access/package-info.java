/** Administrators, roles, privileges, authentication and login back-off; used by the doors. */
@NullMarked
package io.privyseal.access;

import org.jspecify.annotations.NullMarked;
