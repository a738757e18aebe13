using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>The metadata of an assembly for the compiler, which reads it as long as the process lives: nothing here is ever freed.</summary>
/// <remarks>Only the metadata is read, from mapped files: loading the images whole, as <c>CreateFromFile</c> does, takes 70 MB for the framework.</remarks>
internal static unsafe class MetadataImage
{
    // A row of the table of references, ECMA-335 II.22.5: four numbers of the version and the flags, then indices of key, name, culture and hash.
    private const int BytesBeforeKey = 12;

    /// <summary>An assembly as it is.</summary>
    public static MetadataReference Of(string path)
    {
        var metadata = Map(path);
        return Reference(metadata.Pointer, metadata.Length, path);
    }

    /// <summary>An assembly as if it referred to a few others alone, for cells that see its public types.</summary>
    /// <remarks>
    /// To the compiler an assembly is another one once something that it refers to has come, and what earlier cells have of it is then of
    /// another type. Its references that only its own code needs are therefore renamed to what nobody can bring.
    /// </remarks>
    /// <param name="path">The assembly.</param>
    /// <param name="keeps">Whether a reference of this name stays.</param>
    public static MetadataReference Of(string path, Func<string, bool> keeps)
    {
        var metadata = Map(path);
        var copy = (byte*)NativeMemory.Alloc((nuint)metadata.Length);
        NativeMemory.Copy(metadata.Pointer, copy, (nuint)metadata.Length);

        var reader = new MetadataReader(metadata.Pointer, metadata.Length);
        var nobody = MetadataTokens.GetHeapOffset(reader.GetTypeDefinition(MetadataTokens.TypeDefinitionHandle(1)).Name); // <Module>
        var rows = copy + reader.GetTableMetadataOffset(TableIndex.AssemblyRef);
        var rowBytes = reader.GetTableRowSize(TableIndex.AssemblyRef);
        var keyBytes = reader.GetHeapSize(HeapIndex.Blob) > ushort.MaxValue ? sizeof(int) : sizeof(short); // ECMA-335 II.24.2.6
        var nameBytes = ((rowBytes - BytesBeforeKey) / 2) - keyBytes;                                     // the rest are two of each
        foreach (var handle in reader.AssemblyReferences)
        {
            if (keeps(reader.GetString(reader.GetAssemblyReference(handle).Name)))
                continue;
            var name = new Span<byte>(rows + ((MetadataTokens.GetRowNumber(handle) - 1) * rowBytes) + BytesBeforeKey + keyBytes, nameBytes);
            if (nameBytes == sizeof(int))
                BinaryPrimitives.WriteInt32LittleEndian(name, nobody);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(name, (ushort)nobody);
        }

        return Reference(copy, metadata.Length, path);
    }

    private static PEMemoryBlock Map(string path)
    {
        var view = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read)
            .CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* image = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref image);
        return new PEReader(image, (int)new FileInfo(path).Length).GetMetadata();
    }

    private static PortableExecutableReference Reference(byte* metadata, int length, string path) =>
        AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata, length)).GetReference(filePath: path, display: path);
}
