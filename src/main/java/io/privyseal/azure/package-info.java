/**
 * Microsoft's services: accounts for them, and Intune's word on what its devices ask for; called by the doors and by
 * {@code endpoint}.
 */
@NullMarked
package io.privyseal.azure;

import org.jspecify.annotations.NullMarked;
