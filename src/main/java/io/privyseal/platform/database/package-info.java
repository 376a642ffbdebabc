/** Makes a committed transaction of the embedded database survive a killed process and a power loss; used by the pool alone. */
@NullMarked
package io.privyseal.platform.database;

import org.jspecify.annotations.NullMarked;
