/**
 * What administrators configure and every request reads: remembered for as long as one small read says that nothing has
 * changed. For any feature that keeps configuration.
 */
@NullMarked
package io.privyseal.platform.configuration;

import org.jspecify.annotations.NullMarked;
