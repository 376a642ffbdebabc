/** Where settings come from besides environment and files of the framework; used by the framework alone. */
@NullMarked
package io.privyseal.platform.config;

import org.jspecify.annotations.NullMarked;
