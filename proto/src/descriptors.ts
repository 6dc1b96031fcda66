import { descriptors } from './generated/descriptors.js';

/** Every .proto file as a serialized `google.protobuf.FileDescriptorSet`: what gRPC server reflection answers from. */
export function fileDescriptorSet(): Buffer {
  return Buffer.from(descriptors, 'base64');
}
