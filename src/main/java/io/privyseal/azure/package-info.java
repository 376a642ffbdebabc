/**
 * Microsoft's services: accounts for them, and Intune's word on what its devices ask for; called by the doors and, through
 * an interface of its own, by {@code endpoint}.
 */
@NullMarked
package io.privyseal.azure;

import org.jspecify.annotations.NullMarked;
